/** The screens that follow the menu. */
import "../common";

export { ProductSheet } from "../product/product-sheet";
export { default as Cart } from "./cart-screen";
