import { TextField } from "../../kit/field";
import { withComeback } from "../account/signin/comeback";
import { Link } from "../shell/router";
import { me } from "../shop";
import { change, draft } from "./draft";
import { text } from "./messages";

/** Who orders. A customer's contact comes from the profile; everybody else enters one. */
export function Contact() {
  const who = me.value;
  return (
    <section class="panel checkout-part">
      <h2>{text.contact()}</h2>
      {who.kind === "customer" ? who.profile && <Profile {...who.profile} /> : <Fields />}
    </section>
  );
}

function Profile({ firstName, lastName, email }: { firstName: string; lastName: string; email: string | null }) {
  return <p>{text.loggedInAs({ name: `${firstName} ${lastName}`.trim(), email: email ?? "" })}</p>;
}

function Fields() {
  const { name, email, phone } = draft.value;
  return (
    <>
      <p class="quiet">
        {text.contactHint()} {text.haveAccount()} <Link to={withComeback("/login", "/checkout")}>{text.logIn()}</Link>
      </p>
      <TextField
        label={text.name()}
        name="/customer/name"
        hint={text.nameHint()}
        value={name}
        autocomplete="name"
        maxLength={100}
        onInput={(value) => change({ name: value })}
      />
      <TextField
        label={text.email()}
        name="/customer/email"
        type="email"
        inputMode="email"
        value={email}
        autocomplete="email"
        maxLength={264}
        onInput={(value) => change({ email: value })}
      />
      <TextField
        label={text.phone()}
        name="/customer/phone"
        type="tel"
        value={phone}
        autocomplete="tel"
        maxLength={40}
        optional
        onInput={(value) => change({ phone: value })}
      />
    </>
  );
}
