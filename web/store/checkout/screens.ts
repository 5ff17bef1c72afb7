/** The screens of checkout and orders, which follow each other. */
import "../common";

export { default as OrderList } from "../orders/list-screen";
export { default as Order } from "../orders/order-screen";
export { default as Track } from "../orders/track-screen";
export { default as Checkout } from "./checkout-screen";
