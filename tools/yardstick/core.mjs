// A page as Adyen's documents have it for a payment by redirect: its core, and one button. In English, which is in the
// package: another language is one more download. Whatever it asks of its makers' servers it asks of the page's.
import { AdyenCheckout, Redirect } from "@adyen/adyen-web";
import "@adyen/adyen-web/styles/adyen.css";

// It takes a test's key only from an address with that word.
const here = new URL("test/", location.href).href;
const core = await AdyenCheckout({
  environment: "test",
  clientKey: "test_YARDSTICK",
  locale: "en-US",
  countryCode: "JP",
  amount: { value: 3500, currency: "JPY" },
  analytics: { enabled: false },
  _environmentUrls: { api: here, analytics: here, cdn: { images: here, translations: here } },
  paymentMethodsResponse: { paymentMethods: [{ type: "redirect", name: "au" }] },
  onSubmit() {},
});
new Redirect(core, { name: "au", showPayButton: true }).mount("#pay");
