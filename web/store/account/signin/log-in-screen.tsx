import { Link } from "../../shell/router";
import { NarrowPage } from "../page";
import { GuestNotice, useComeback } from "./arrival";
import { withComeback } from "./comeback";
import { LogInForm } from "./log-in-form";
import { text } from "./messages";

/** `/login` */
export default function LogInScreen() {
  const next = useComeback();
  return (
    <NarrowPage title={text.logIn()}>
      <GuestNotice />
      <LogInForm />
      <p>
        {text.noAccount()} <Link to={withComeback("/register", next)}>{text.register()}</Link>
      </p>
    </NarrowPage>
  );
}
