import { AccountPage } from "../account-page";
import { text as account } from "../messages";
import { EraseSection } from "./erase-section";
import { ExportSection } from "./export-section";

/** `/account/data` */
export default function DataScreen() {
  return (
    <AccountPage title={account.data()}>
      {(profile) => (
        <>
          <ExportSection />
          <EraseSection email={profile.email ?? ""} />
        </>
      )}
    </AccountPage>
  );
}
