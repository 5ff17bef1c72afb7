import { useSignal } from "@preact/signals";
import { config, shop } from "../../shop";
import { ActionButton } from "../action-button";
import { Notice } from "../notice";
import { Section } from "../section";
import { text } from "./messages";

/** Downloads all that the shop stores about the customer. */
export function ExportSection() {
  const saved = useSignal("");
  const download = async () => {
    const copy = await shop.me.export();
    const file = `${config.shop}-${copy.exportedAt.slice(0, 10)}.json`;
    save(new Blob([JSON.stringify(copy, null, 2)], { type: "application/json" }), file);
    saved.value = file;
  };
  return (
    <Section title={text.exportTitle()}>
      <p>{text.exportLead()}</p>
      {saved.value && <Notice>{text.downloaded({ file: saved.value })}</Notice>}
      <ActionButton action={download}>{text.download()}</ActionButton>
    </Section>
  );
}

function save(content: Blob, name: string): void {
  const link = document.createElement("a");
  link.href = URL.createObjectURL(content);
  link.download = name;
  link.click();
  // The browser reads the content after the press.
  setTimeout(() => URL.revokeObjectURL(link.href), 60_000);
}
