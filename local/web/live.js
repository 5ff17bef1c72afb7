// Reloads the page when the storefront was built again. Only the local server has it.
// A browser opens six connections to a host, so one tab listens and tells the others.
const tabs = new BroadcastChannel("bodega-live");
const source = new URL("live", import.meta.url);

tabs.onmessage = () => location.reload();
navigator.locks.request("bodega-live", () => new Promise(() => {
  new EventSource(source).addEventListener("built", () => {
    tabs.postMessage("built");
    location.reload();
  });
}));
