// What the scripts of these tests share: the running shop, its clients, and its mail.
import { Bodega, type BodegaOptions, memorySession, tokenSession } from "bodega-client";

interface Running {
  /** The API's address. */
  api: string;
  /** The server's address, with the pages for development. */
  root: string;
  admin: string;
  staff: string;
}

export const running = JSON.parse(process.env.SHOP ?? "{}") as Running;

const options: BodegaOptions = { baseUrl: running.api, timeout: 30_000 };

export const admin = new Bodega({ ...options, session: tokenSession(() => running.admin) });
export const staff = new Bodega({ ...options, session: tokenSession(() => running.staff) });

/** Returns a client without a session, and where it will keep one. */
export function visitor() {
  const session = memorySession();
  return { shop: new Bodega({ ...options, session }), session };
}

/** Returns a name that no other run has used. */
export const unique = (name: string): string => `${name} ${crypto.randomUUID().slice(0, 8)}`;
export const email = (): string => `${crypto.randomUUID()}@shop.example`;

/** Repeats a question until its answer is not undefined. The test that runs the script ends it if nothing moves. */
export async function eventually<T>(ask: () => Promise<T | undefined>): Promise<T> {
  for (;;) {
    const answer = await ask();
    if (answer !== undefined) return answer;
    await new Promise((resolve) => setTimeout(resolve, 50));
  }
}

interface Mail {
  to: string[];
  subject: string;
  text: string;
}

/** Returns the token of a link in a mail. `page`: the storefront's page that the link leads to. */
export function mailedToken(to: string, subject: string, page: string): Promise<string> {
  return eventually(async () => {
    const mails = (await (await fetch(`${running.root}/mailbox.json`)).json()) as Mail[];
    const mail = mails.find((each) => each.to.includes(to) && each.subject.includes(subject));
    return mail && new RegExp(`/${page}#token=(\\S+)`).exec(mail.text)?.[1];
  });
}
