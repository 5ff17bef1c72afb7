// "Authorize" with an email and a password, instead of a token that has to be fetched first.
const OTHER = "other";
const TOKEN = "token";

/** Return a plugin of Swagger UI. `logIns`: the demo's, each with role, email and password. */
export function logInDialog(session, logIns) {
  return ({ React }) => ({
    components: { HttpAuth: form(React, session, logIns) },
    statePlugins: {
      auth: {
        wrapActions: {
          authorizeWithPersistOption: (_, system) => async ({ bearer }) => {
            system.errActions.clear({ authId: "bearer", type: "auth", source: "auth" });
            try {
              await enter(session, bearer?.value ?? {});
            } catch (error) {
              system.errActions.newAuthErr({ authId: "bearer", level: "error", source: "auth", message: error.message });
            }
          },
          logoutWithPersistOption: (original) => async (names) => {
            original(names);
            await session.logOut();
          },
        },
      },
    },
  });
}

async function enter(session, { email, password, token }) {
  if (token !== undefined) {
    const value = token.trim().replace(/^bearer\s+/i, "");
    if (!value) throw new Error("Enter an access token. `make token ROLE=admin` prints one.");
    session.use(value);
  } else {
    if (!email || !password) throw new Error("Enter an email and a password.");
    await session.logIn(email, password);
  }
}

function form(React, session, logIns) {
  const h = React.createElement;

  return class LogIn extends React.Component {
    constructor(props) {
      super(props);
      const account = logIns.length ? logIns[0].email : OTHER;
      this.state = { account, ...this.fieldsOf(account) };
    }

    componentDidMount() {
      this.tell();
    }

    fieldsOf(account) {
      const demo = logIns.find(({ email }) => email === account);
      return { email: demo?.email ?? "", password: demo?.password ?? "", token: "" };
    }

    tell() {
      const { account, email, password, token } = this.state;
      const { name, schema, onChange } = this.props;
      onChange({ name, schema, value: account === TOKEN ? { token } : { email, password } });
    }

    choose(account) {
      this.setState({ account, ...this.fieldsOf(account) }, () => this.tell());
    }

    field(name, label, attributes) {
      const onChange = (event) => this.setState({ [name]: event.target.value }, () => this.tell());
      return h("label", {}, label, h("input", { name, value: this.state[name], onChange, ...attributes }));
    }

    render() {
      const { name, authorized, errSelectors } = this.props;
      if (authorized?.get(name)) {
        const { user } = session;
        const who = user ? `Logged in as ${user.email} (${user.role}).` : "Requests are sent with the token.";
        return h("div", { className: "log-in" }, h("h4", {}, "Log in"), h("p", { role: "status" }, who));
      }
      const problems = errSelectors.allErrors().filter((error) => error.get("authId") === name);
      return h(
        "div",
        { className: "log-in" },
        h("h4", {}, "Log in"),
        h("label", {}, "Account", this.accounts()),
        this.state.account === TOKEN
          ? this.field("token", "Access token", { autoComplete: "off", placeholder: "eyJ…" })
          : [
              h("div", { key: "email" }, this.field("email", "Email", { type: "email", autoComplete: "username" })),
              h(
                "div",
                { key: "password" },
                this.field("password", "Password", { type: "password", autoComplete: "current-password" }),
              ),
            ],
        h("div", { role: "alert" }, problems.map((error, key) => h("p", { key, className: "problem" }, error.get("message")))),
      );
    }

    accounts() {
      const onChange = (event) => this.choose(event.target.value);
      return h(
        "select",
        { name: "account", value: this.state.account, onChange },
        logIns.map(({ role, email }) => h("option", { key: email, value: email }, `The demo's ${role}: ${email}`)),
        h("option", { value: OTHER }, "Another account"),
        h("option", { value: TOKEN }, "An access token"),
      );
    }
  };
}
