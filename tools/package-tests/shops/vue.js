// A shop in Vue 3, which is told that our tags are no components of its own.
import "kantan-checkout/checkout";
import { createApp, shallowReactive } from "vue/dist/vue.esm-bundler.js";
import { ORDER } from "./order.js";

const shown = shallowReactive({ order: ORDER, language: "ja", isOpen: true });
window.shop.change = (news) => Object.assign(shown, news);
const app = createApp({
  setup: () => ({ shown, heard: (event) => window.shop.heard.push(event.detail.code) }),
  template: `<kantan-checkout v-if="shown.isOpen" endpoint="/ask" :lang="shown.language" :order="shown.order"
    @kantan:ready="heard" @kantan:beforehandoff.prevent="heard"></kantan-checkout>`,
});
app.config.compilerOptions.isCustomElement = (tag) => tag.startsWith("kantan-");
app.mount("#shop");
