// A shop in React 19: objects are set as properties, and `on` before an event's own name listens to it.
import "kantan-checkout/checkout";
import { StrictMode, useState } from "react";
import { createRoot } from "react-dom/client";
import { ORDER } from "./order.js";

function Shop() {
  const [shown, show] = useState({ order: ORDER, language: "ja", isOpen: true });
  window.shop.change = (news) => show((before) => ({ ...before, ...news }));
  return shown.isOpen && (
    <kantan-checkout
      endpoint="/ask"
      lang={shown.language}
      order={shown.order}
      onkantan:ready={({ detail }) => window.shop.heard.push(detail.code)}
      onkantan:beforehandoff={(event) => { window.shop.heard.push(event.detail.code); event.preventDefault(); }}
    />
  );
}

createRoot(document.getElementById("shop")).render(<StrictMode><Shop /></StrictMode>);
