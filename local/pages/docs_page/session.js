// The session that the page's requests use. It ends with the browser tab.
const KEY = "session";
const EARLY = 30_000; // milliseconds before a token expires in which it is refreshed
const ENDING = /\/users\/(logout|me)$/; // the paths whose 204 ends the session

export class Session {
  constructor(api) {
    this.api = api;
    /** Called with whether the session is a new one, not the same with new tokens. */
    this.onChange = () => {};
    this.password = null;
    this.set(JSON.parse(sessionStorage.getItem(KEY) ?? "{}"));
  }

  /** `tokens`: accessToken, and for a session that was opened here refreshToken, expiresAt and user. */
  set(tokens) {
    this.tokens = tokens;
    sessionStorage.setItem(KEY, JSON.stringify(tokens));
  }

  get accessToken() {
    return this.tokens.accessToken;
  }

  get user() {
    return this.tokens.user;
  }

  /** Log in. Throws an Error with the reason. */
  async logIn(email, password) {
    const { status, body } = await this.post("/users/login", { email, password });
    if (status !== 200) throw new Error(body?.detail ?? `The shop answered ${status}. Its terminal shows why.`);
    this.password = password;
    this.open(body, true);
  }

  /** Use a token that was made elsewhere, such as by `make token`. It is not refreshed. */
  use(accessToken) {
    this.password = null;
    this.set({ accessToken });
    this.announce(true);
  }

  async logOut() {
    const token = this.accessToken;
    this.password = null;
    this.set({});
    if (token) await this.post("/users/logout", {}, token);
  }

  /** Put a token that has not expired into a request of Swagger UI. */
  async authorize(request) {
    const sent = `Bearer ${this.accessToken}`;
    if (this.tokens.refreshToken && request.headers.Authorization === sent && Date.now() > this.tokens.expiresAt - EARLY) {
      const { status, body } = await this.post("/users/refresh", { refreshToken: this.tokens.refreshToken });
      if (status === 200) {
        this.open(body, false);
        request.headers.Authorization = `Bearer ${this.accessToken}`;
      }
    }
    return request;
  }

  /** Continue with the tokens of a response, as a front end does after a log-in. End after a log-out or an erasure. */
  adopt(response) {
    if (response.status === 204 && ENDING.test(response.url)) {
      this.password = null;
      this.set({});
      this.announce(false);
    }
    const body = response.ok ? response.body ?? response.obj : null;
    if (body?.accessToken && body.refreshToken) this.open(body, Boolean(body.user));
    return response;
  }

  open({ accessToken, refreshToken, expiresIn, user = this.user }, isNew) {
    this.set({ accessToken, refreshToken, user, expiresAt: Date.now() + expiresIn * 1000 });
    this.announce(isNew);
  }

  announce(isNew = true) {
    this.onChange(isNew);
  }

  async post(path, fields, token) {
    const headers = { "Content-Type": "application/json", ...(token && { Authorization: `Bearer ${token}` }) };
    const answer = await fetch(this.api + path, { method: "POST", headers, body: JSON.stringify(fields) });
    return { status: answer.status, body: await answer.json().catch(() => null) };
  }
}
