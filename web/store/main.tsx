import { render } from "preact";

render(<h1>Menu</h1>, document.querySelector("#app")!);
