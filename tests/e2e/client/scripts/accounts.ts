// Uses every operation of accounts, sessions, emails, and of the administration of users.
import { strict as assert } from "node:assert";
import type { Bodega } from "bodega-client";
import { admin, email, mailedToken, unique, visitor } from "./shop.ts";

const password = () => `turnips, boats and ${crypto.randomUUID()}`;

export async function useAccounts(): Promise<void> {
  const { shop, session } = visitor();
  const first = { email: email(), password: password() };
  const { user } = await shop.auth.register({ ...first, firstName: "Ada", lastName: "Lovelace" });
  await shop.me.verifyEmail(await mailedToken(first.email, "Welcome", "verify-email"));
  const tokens = session.read();
  assert.ok(tokens);
  session.write({ ...tokens, expiresAt: 0 }); // the next call refreshes the session
  await useProfile(shop);
  await useSavedItems(shop);
  await useSessions(shop, first);
  await useUser(shop, user.id);
  await useEmails(shop, first);
}

async function useProfile(shop: Bodega): Promise<void> {
  const profile = await shop.me.get();
  const changed = await shop.me.patch(profile, { firstName: "Augusta" });
  assert.deepEqual([changed.firstName, changed.version, changed.emailVerified], ["Augusta", profile.version + 1, true]);
  await assert.rejects(async () => await shop.me.patch(profile, { firstName: "Ada" }), { code: "version_conflict" });
  await shop.me.sendVerification(); // of a verified email: nothing to do
}

async function useSavedItems(shop: Bodega): Promise<void> {
  const { addresses, paymentMethods } = shop.me;
  const home = { line1: "1 Main Street", city: "Montreal", country: "CA" as const };
  const address = await addresses.create(home);
  await addresses.replace(await addresses.get(address.id), { ...home, line1: "2 Main Street" });
  assert.deepEqual(
    (await addresses.list().page()).items.map(({ line1 }) => line1),
    ["2 Main Street"],
  );
  await addresses.delete(address.id);

  const card = { brand: "visa", last4: "4242", expiryMonth: 12, expiryYear: 2039 };
  const one = await paymentMethods.create({ ...card, token: unique("pm").replace(" ", "_") });
  const two = await paymentMethods.create({ ...card, token: unique("pm").replace(" ", "_") });
  await paymentMethods.makeDefault(two.id);
  const listed = (await paymentMethods.list().page()).items;
  assert.deepEqual(
    new Map(listed.map((each) => [each.id, each.default])),
    new Map([
      [one.id, false],
      [two.id, true],
    ]),
  );
  await paymentMethods.delete(one.id);
}

async function useSessions(shop: Bodega, account: { email: string; password: string }): Promise<void> {
  const phone = visitor().shop;
  await phone.auth.logIn(account);
  const { items } = await shop.me.sessions.list().page();
  assert.equal(items.length, 2);
  const other = items.find((each) => !each.current);
  await shop.me.sessions.end(String(other?.id));
  await assert.rejects(async () => await phone.me.get(), { code: "session_ended" });
  const next = password();
  await shop.auth.changePassword({ currentPassword: account.password, newPassword: next });
  account.password = next;
  assert.equal((await shop.me.export()).sessions.length, 1);
}

async function useUser(shop: Bodega, id: string): Promise<void> {
  await admin.users.accruePoints(id, { points: 50, reason: "Birthday" });
  await shop.me.loyalty.redeem({ points: 20, reason: "Free coffee" });
  assert.equal((await shop.me.loyalty.get()).balance, 30, "points were accrued and redeemed once");
  const ledger = [];
  for await (const { points } of shop.me.loyalty.transactions.list()) ledger.push(points);
  assert.deepEqual(ledger, [-20, 50]);

  const stranger = visitor().shop;
  const { user } = await stranger.auth.register({ email: email(), password: password(), firstName: "Sam" });
  assert.equal((await admin.users.setRole(user.id, { role: "staff" })).role, "staff");
  assert.equal((await admin.users.setStatus(user.id, { status: "frozen" })).status, "frozen");
  assert.equal((await admin.users.get(user.id)).status, "frozen");
  assert.equal((await admin.users.list({ email: String(user.email) }).page()).items.length, 1);
}

async function useEmails(shop: Bodega, account: { email: string; password: string }): Promise<void> {
  const other = email();
  await shop.me.changeEmail({ email: other, password: account.password });
  await shop.me.verifyEmail(await mailedToken(other, "confirm your new email", "verify-email"));
  assert.equal((await shop.me.get()).email, other);
  await shop.email.undo(await mailedToken(account.email, "was changed", "restore-email"));
  const next = password();
  await shop.auth.resetPassword({
    token: await mailedToken(account.email, "has this email again", "reset-password"),
    newPassword: next,
  });
  assert.equal((await shop.me.get()).email, account.email);
  await shop.auth.logOut({ everywhere: true });
  await shop.auth.forgotPassword({ email: account.email });
  await shop.auth.logIn({ email: account.email, password: next });
  await shop.me.erase({ password: next });
  assert.equal(shop.auth.state, "none");

  const planted = email();
  await visitor().shop.auth.register({ email: planted, password: password(), firstName: "Sam" });
  const token = await mailedToken(planted, "Welcome", "disown-account");
  await visitor().shop.email.disown(token);
}
