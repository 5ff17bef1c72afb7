/** What the frame of the pages shows a moment after the first screen. */
import "../common";

export { Toasts } from "../../kit/toast";
export { CartLink } from "./cart-link";
export { Footer } from "./footer";
export { Preferences } from "./preferences";
