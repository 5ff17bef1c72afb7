// The API documentation: Swagger UI with a log-in by email and password, and with examples that fit the running shop.
import { keepAccessible } from "/docs/accessible.js";
import { Examples } from "/docs/examples.js";
import { logInDialog } from "/docs/log-in.js";
import { Session } from "/docs/session.js";

const api = document.querySelector('meta[name="api"]').content;
const root = document.getElementById("docs");

async function load(path) {
  const answer = await fetch(path);
  if (!answer.ok) throw new Error((await answer.text()) || `${path} answers ${answer.status}.`);
  return answer.json();
}

async function start() {
  const [apiDocument, logIns] = await Promise.all([load("/docs/openapi.json"), load("/docs/log-ins.json")]);
  const examples = new Examples(apiDocument, api, logIns);
  await examples.readCatalogue();
  const session = new Session(api);
  let isShown = false;
  const ui = window.SwaggerUIBundle({
    spec: examples.filled(),
    domNode: root,
    docExpansion: "none",
    deepLinking: true,
    filter: true,
    displayRequestDuration: true,
    validatorUrl: null,
    plugins: [logInDialog(session, logIns)],
    requestInterceptor: (request) => session.authorize(request),
    responseInterceptor: (response) => session.adopt(response),
    onComplete() {
      // It is also called when the examples change.
      if (!isShown) session.announce();
      isShown = true;
    },
  });
  session.onChange = async (isNew) => {
    if (!session.accessToken) {
      ui.authActions.logout(["bearer"]);
      return;
    }
    ui.preauthorizeApiKey("bearer", session.accessToken);
    if (!isNew) return;
    await examples.readAccount(session);
    ui.specActions.updateSpec(JSON.stringify(examples.filled()));
  };
}

keepAccessible(root);
start().catch((error) => {
  const problem = document.createElement("p");
  problem.className = "loading";
  problem.role = "alert";
  problem.textContent = `The API document is not available: ${error.message} Reload the page to try again.`;
  root.replaceChildren(problem);
});
