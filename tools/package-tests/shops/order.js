// What the shops sell.
export const ORDER = {
  order_reference: "r-1", item_id: "wine-3000", item_name: "赤ワイン（ハーフ）", amount: 3500, tax: 318,
  lines: [{ name: "赤ワイン 375ml", quantity: 1, amount: 3500 }],
  delivery: "3日以内に発送します。", cancellation: "8日以内に返品できます。",
};
