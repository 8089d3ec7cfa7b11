//! `#[component]`: a struct of its arguments with a builder, and a function that takes it.

use proc_macro2::TokenStream;
use quote::{format_ident, quote};
use syn::{Attribute, FnArg, Ident, ItemFn, Pat, PatIdent, PatType, Result, Type};

/// An argument of a component.
struct Argument {
    name: Ident,
    kind: Type,
    docs: Vec<Attribute>,
    is_into: bool,
    is_optional: bool,
}

pub fn expand(item: TokenStream) -> TokenStream {
    syn::parse2(item).and_then(component).unwrap_or_else(|error| error.to_compile_error())
}

fn component(function: ItemFn) -> Result<TokenStream> {
    let ItemFn { attrs, vis, sig, block, .. } = function;
    if sig.asyncness.is_some() || !sig.generics.params.is_empty() {
        return Err(syn::Error::new_spanned(&sig, "a component is neither async nor generic"));
    }
    let arguments = sig.inputs.iter().map(argument).collect::<Result<Vec<_>>>()?;
    let name = &sig.ident;
    let (props, builder) = (format_ident!("{name}Props"), format_ident!("{name}PropsBuilder"));
    let names: Vec<_> = arguments.iter().map(|argument| &argument.name).collect();
    let fields = arguments.iter().map(|argument| argument.field(&vis));
    let about = format!("Attributes of [`{name}`].");
    Ok(quote! {
        #[doc = #about]
        #[derive(::leptos::typed_builder_macro::TypedBuilder)]
        #[builder(crate_module_path = ::leptos::typed_builder)]
        #vis struct #props { #(#fields),* }

        impl crate::dom::Props for #props {
            type Builder = #builder;

            fn start() -> #builder {
                #props::builder()
            }
        }

        #(#attrs)*
        #[allow(non_snake_case)]
        #vis fn #name(props: #props) -> crate::dom::View {
            let #props { #(#names),* } = props;
            crate::dom::component(move || #block)
        }
    })
}

fn argument(argument: &FnArg) -> Result<Argument> {
    let FnArg::Typed(PatType { attrs, pat, ty, .. }) = argument else {
        return Err(syn::Error::new_spanned(argument, "a component is no method"));
    };
    let Pat::Ident(name @ PatIdent { by_ref: None, mutability: None, subpat: None, .. }) = &**pat else {
        return Err(syn::Error::new_spanned(pat, "expected a name: it is the attribute's"));
    };
    let mut found = Argument {
        name: name.ident.clone(),
        kind: (**ty).clone(),
        docs: Vec::new(),
        is_into: false,
        is_optional: false,
    };
    for attribute in attrs {
        if attribute.path().is_ident("doc") {
            found.docs.push(attribute.clone());
        } else if attribute.path().is_ident("prop") {
            attribute.parse_nested_meta(|meta| {
                found.is_into |= meta.path.is_ident("into");
                found.is_optional |= meta.path.is_ident("optional");
                let is_known = meta.path.is_ident("into") || meta.path.is_ident("optional");
                is_known.then_some(()).ok_or_else(|| meta.error("expected `into` or `optional`"))
            })?;
        } else {
            return Err(syn::Error::new_spanned(attribute, "expected `#[prop(…)]` or a comment"));
        }
    }
    Ok(found)
}

impl Argument {
    fn field(&self, vis: &syn::Visibility) -> TokenStream {
        let Argument { name, kind, docs, is_into, is_optional } = self;
        let default = is_optional.then(|| quote!(default,));
        let strip = (*is_optional && is_option(kind)).then(|| quote!(strip_option,));
        let into = is_into.then(|| quote!(into,));
        quote! {
            #(#docs)*
            #[builder(#default setter(#strip #into))]
            #vis #name: #kind
        }
    }
}

fn is_option(kind: &Type) -> bool {
    matches!(kind, Type::Path(path) if path.path.segments.last().is_some_and(|last| last.ident == "Option"))
}

#[cfg(test)]
mod tests {
    use super::expand;
    use crate::tests::{assert_refused, expanded};

    #[test]
    fn arguments_become_attributes() {
        let code = expanded(expand, "pub fn Icon(name: &'static str, #[prop(into)] label: String) -> View { body }");
        assert!(code.contains("pubstructIconProps{#[builder(setter())]pubname:&'staticstr,"), "{code}");
        assert!(code.contains("#[builder(setter(into,))]publabel:String}"), "{code}");
        assert!(
            code.contains("pubfnIcon(props:IconProps)->crate::dom::View{letIconProps{name,label}=props;"),
            "{code}"
        );
    }

    #[test]
    fn an_optional_argument_is_given_without_its_some() {
        let code =
            expanded(expand, "fn Icon(#[prop(optional)] label: Option<String>, #[prop(optional)] size: u8) -> View {}");
        assert!(code.contains("#[builder(default,setter(strip_option,))]label:Option<String>,"), "{code}");
        assert!(code.contains("#[builder(default,setter())]size:u8}"), "{code}");
    }

    #[test]
    fn what_is_not_understood_is_said() {
        let cases = [
            ("fn Icon(self) -> View {}", "acomponentisnomethod"),
            ("fn Icon((a, b): (u8, u8)) -> View {}", "expectedaname:itistheattribute's"),
            ("fn Icon(#[prop(intoo)] a: u8) -> View {}", "expected`into`or`optional`"),
            ("fn Icon(mut a: u8) -> View {}", "expectedaname:itistheattribute's"),
            ("fn Icon(#[doc = \"a\"] #[cfg(test)] a: u8) -> View {}", "expected`#[prop(…)]`oracomment"),
            ("async fn Icon() -> View {}", "acomponentisneitherasyncnorgeneric"),
            ("fn Icon<T>(a: T) -> View {}", "acomponentisneitherasyncnorgeneric"),
            ("struct Icon;", "expected`fn`"),
        ];
        assert_refused(expand, &cases);
    }
}
