// Numbers as this browser's Intl writes them for many countries, and bills in another currency than the plan's.
import assert from "node:assert/strict";
import { test } from "node:test";
import { app, assertAccessible } from "./harness.mjs";

const { open } = app();

const id = (page, name) => page.getByTestId(name);
const scenario = (page) => page.evaluate(() => JSON.parse(geode.current()));
const file = (name, text) => ({ name, mimeType: "", buffer: Buffer.from(text) });
const pick = (page, ...files) => id(page, "import-data").setInputFiles(files);
const ready = (page) => page.locator("[data-testid=review-apply]:not(:disabled)").waitFor();

const LOCALES = ["en-US", "de-DE", "fr-FR", "de-CH", "fr-CH", "es-ES", "pl-PL", "en-IN", "sv-SE", "ru-RU", "tr-TR", "pt-BR"];

test("what Intl writes is read as meant, asked about or refused, never misread", async (t) => {
  const { page, assertClean } = await open(t);
  const wrong = await page.evaluate(async (locales) => {
    const amounts = [0.5, 7, 12.5, 999.99, 1234, 1234.5, -2345.67, 12345.678, 100000, 1234567.89, 23456789];
    const read = (text) => geode.importFile(new File([text], "x.csv")).then(JSON.parse, (error) => ({ refused: error.message }));
    const about = (report) => (report.questions ?? []).filter(({ value }) => /could be two numbers/.test(value));
    const wrong = [];
    for (const locale of locales) {
      for (const options of [{}, { style: "currency", currency: "EUR" }, { style: "currency", currency: "USD" }, { maximumFractionDigits: 0 }, { minimumFractionDigits: 3 }]) {
        const form = new Intl.NumberFormat(locale, { ...options, numberingSystem: "latn" });
        for (const [list, delimiter] of [[amounts, ","], [[1234], "\t"]]) {
          const places = form.resolvedOptions().maximumFractionDigits;
          const meant = list.reduce((sum, amount) => sum + Number(amount.toFixed(places)), 0);
          const rows = list.map((amount) => `us-east-1${delimiter}"${form.format(amount)}"`);
          const report = await read([`region${delimiter}cost`, ...rows].join("\n"));
          // Two decimals tell the mark; without any, or with three, 1.234 may be either.
          const isAsked = about(report).length > 0;
          const right = Math.abs(report.monthly_cost - meant) < 1e-6;
          if (report.refused || (isAsked ? places === 2 : !right)) {
            wrong.push([locale, options, delimiter, rows, report.refused ?? report.monthly_cost, meant]);
          }
        }
      }
      const form = new Intl.NumberFormat(locale, { style: "percent", maximumFractionDigits: 1, numberingSystem: "latn" });
      const report = await read(`country,share\nDE,"${form.format(0.125)}"\nFR,"${form.format(0.375)}"\n`);
      if (report.users !== 0.5 || report.questions.length) wrong.push([locale, "percent", form.format(0.125), report]);
    }
    return wrong;
  }, LOCALES);
  assert.deepEqual(wrong.slice(0, 5), [], `${wrong.length} misread`);
  await assertClean();
});

test("a number that could be two is asked about before anything of the table is offered", async (t) => {
  const { page, assertClean } = await open(t);
  await pick(page, file("kosten.csv", "region\tcost\nus-east-1\t90.000\n"));
  await page.getByLabel("Currency of the amounts").selectOption("USD");
  await id(page, "review-left").getByText("could be two").waitFor();
  assert.equal(await id(page, "review-change").count(), 0);
  // It was shown as $90 a month, as if that were sure.
  await id(page, "review-said").getByText("No figure before what is asked below is answered.").waitFor();
  assert.doesNotMatch(await id(page, "review-file").innerText(), /\$/);
  const question = page.getByLabel("90.000 on line 2 could be two numbers: how does the file write them?");
  await question.selectOption("1.234,50");
  await page.locator("[data-what=cost]").getByText("$90,000").waitFor();
  await assertAccessible(page);
  // The answer can be changed.
  await question.selectOption("1,234.50");
  await page.locator("[data-what=cost]").getByText("$90", { exact: false }).waitFor();
  await id(page, "review-said").getByText("$90 a month").waitFor();
  await question.selectOption("Not said");
  await id(page, "review-said").getByText("No figure").waitFor();
  await assertClean();
});

const HEADER = "BilledCost,EffectiveCost,BillingCurrency,ChargeCategory,ChargePeriodStart,ChargePeriodEnd,RegionId,ServiceCategory";
const BILL = `${HEADER}\n90000.5,90000.5,EUR,Usage,2026-09-01T00:00:00Z,2026-10-01T00:00:00Z,us-east-1,Compute\n`;

test("the example takes the currency of a bill, by a tick", async (t) => {
  const { page, assertClean } = await open(t);
  const before = await scenario(page);
  await pick(page, file("bill.csv", BILL));
  await ready(page);
  const currency = page.locator("[data-what=currency]");
  assert.match(await currency.innerText(), /USD → EUR; the example's other amounts keep their numbers/);
  await currency.locator("input").uncheck();
  await page.locator("[data-testid=review-apply]:disabled").waitFor();
  await page.locator("[data-what=cost] input").check();
  assert.equal(await currency.locator("input").isChecked(), true);
  await ready(page);
  await id(page, "review-apply").click();
  await id(page, "toast-undo").waitFor();
  const after = await scenario(page);
  assert.equal(after.currency, "EUR");
  assert.ok(Math.abs(after.cost.single_region_monthly - (90000.5 * 730) / 720) < 0.01);
  assert.deepEqual(after.revenue, before.revenue);
  await page.keyboard.press("Control+z");
  assert.deepEqual(await scenario(page), before);
  await assertClean();
});

test("a plan with amounts of its own takes nothing of a bill in another currency, and says so", async (t) => {
  const { page, assertClean } = await open(t);
  await page.evaluate(() => {
    const own = JSON.parse(geode.current());
    own.revenue.monthly = 123456;
    geode.open(JSON.stringify(own));
  });
  const before = await scenario(page);
  await pick(page, file("bill.csv", BILL));
  await id(page, "review-left").getByText("the bill is in EUR, the plan in USD, and nothing is converted: no amount was taken").waitFor();
  assert.equal(await id(page, "review-change").count(), 0);
  assert.equal(await id(page, "review-apply").isDisabled(), true);
  await id(page, "review-cancel").click();
  await id(page, "review-file").waitFor({ state: "detached" });
  assert.deepEqual(await scenario(page), before);
  await assertClean();
});
