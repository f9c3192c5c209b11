// Made by `make contract` from the types of the page data; not written by hand.
import type { HTMLAttributes } from "vue";
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
} from "./kantan-elements.js";

/** Listeners, by the names that Vue makes of `@kantan:…`. */
export type KantanVueListeners<Map> = {
  [name in Extract<keyof Map, `kantan:${string}`> as `on${Capitalize<name>}`]?: (event: Map[name]) => unknown;
};

declare module "vue" {
  interface GlobalComponents {
    "kantan-checkout": new () => { $props: Omit<HTMLAttributes, keyof KantanCheckoutAttributes> & KantanCheckoutAttributes & KantanVueListeners<KantanCheckoutElementEventMap> };
    "kantan-result": new () => { $props: Omit<HTMLAttributes, keyof KantanResultAttributes> & KantanResultAttributes & KantanVueListeners<KantanResultElementEventMap> };
    "kantan-subscriptions": new () => { $props: Omit<HTMLAttributes, keyof KantanSubscriptionsAttributes> & KantanSubscriptionsAttributes & KantanVueListeners<KantanSubscriptionsElementEventMap> };
  }
}
