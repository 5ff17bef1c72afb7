import { AccountPage } from "../account-page";
import { text as account } from "../messages";
import { EmailSection } from "./email-section";
import { LogOutSection } from "./log-out-section";
import { NameSection } from "./name-section";
import { PasswordSection } from "./password-section";

/** `/account` */
export default function ProfileScreen() {
  return (
    <AccountPage title={account.title()}>
      {(profile) => (
        <>
          <NameSection profile={profile} />
          <EmailSection profile={profile} />
          <PasswordSection email={profile.email ?? ""} />
          <LogOutSection />
        </>
      )}
    </AccountPage>
  );
}
