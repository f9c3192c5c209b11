// Made by `make contract` from the types of the page data; not written by hand.
import type { DetailedHTMLProps, HTMLAttributes } from "react";
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

declare module "react" {
  namespace JSX {
    interface IntrinsicElements {
      "kantan-checkout": DetailedHTMLProps<Omit<HTMLAttributes<KantanCheckoutElement>, keyof KantanCheckoutAttributes>, KantanCheckoutElement> & KantanCheckoutAttributes & KantanListeners<KantanCheckoutElementEventMap>;
      "kantan-result": DetailedHTMLProps<Omit<HTMLAttributes<KantanResultElement>, keyof KantanResultAttributes>, KantanResultElement> & KantanResultAttributes & KantanListeners<KantanResultElementEventMap>;
      "kantan-subscriptions": DetailedHTMLProps<Omit<HTMLAttributes<KantanSubscriptionsElement>, keyof KantanSubscriptionsAttributes>, KantanSubscriptionsElement> & KantanSubscriptionsAttributes & KantanListeners<KantanSubscriptionsElementEventMap>;
    }
  }
}
