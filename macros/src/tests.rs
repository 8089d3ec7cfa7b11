//! What the tests of both macros need.

use proc_macro2::TokenStream;

/// What a macro makes of a text, without spaces.
pub fn expanded(expand: fn(TokenStream) -> TokenStream, text: &str) -> String {
    expand(text.parse().unwrap()).to_string().replace(' ', "")
}

/// Holds that a macro refuses each text with an error that contains the words beside it, without spaces.
pub fn assert_refused(expand: fn(TokenStream) -> TokenStream, cases: &[(&str, &str)]) {
    for (text, wanted) in cases {
        let code = expanded(expand, text);
        assert!(code.contains("compile_error!") && code.contains(wanted), "{text}: {code}");
    }
}
