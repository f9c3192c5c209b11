// Made by `make contract` from the types of the page data; not written by hand.
import type { HTMLAttributes } from "svelte/elements";
import type {
  KantanCheckoutAttributes,
  KantanCheckoutElement,
  KantanCheckoutElementEventMap,
  KantanResultAttributes,
  KantanResultElement,
  KantanResultElementEventMap,
  KantanSubscriptionsAttributes,
  KantanSubscriptionsElement,
  KantanSubscriptionsElementEventMap,
  KantanListeners,
} from "./kantan-elements.js";

declare module "svelte/elements" {
  interface SvelteHTMLElements {
    "kantan-checkout": Omit<HTMLAttributes<KantanCheckoutElement>, keyof KantanCheckoutAttributes> & KantanCheckoutAttributes & KantanListeners<KantanCheckoutElementEventMap>;
    "kantan-result": Omit<HTMLAttributes<KantanResultElement>, keyof KantanResultAttributes> & KantanResultAttributes & KantanListeners<KantanResultElementEventMap>;
    "kantan-subscriptions": Omit<HTMLAttributes<KantanSubscriptionsElement>, keyof KantanSubscriptionsAttributes> & KantanSubscriptionsAttributes & KantanListeners<KantanSubscriptionsElementEventMap>;
  }
}
