import { useEffect } from "preact/hooks";
import { navigate } from "../../shell/router";
import { me } from "../../shop";
import { Notice } from "../notice";
import { comeback } from "./comeback";
import { text } from "./messages";

/** Return the page to open after the log-in, and open it once a customer is logged in, also by another tab. */
export function useComeback(): string {
  const next = comeback(location.search, "/account");
  const isHere = me.value.kind === "customer";
  useEffect(() => {
    if (isHere) navigate(next, { replace: true });
  }, [isHere, next]);
  return next;
}

/** Says what becomes of the orders of a guest who logs in. */
export function GuestNotice() {
  return me.value.kind === "guest" ? <Notice icon="receipt">{text.guest()}</Notice> : null;
}
