/** The pseudo-language of tests: English with accents and about 40 % longer, so that cut and hard-coded texts show. */

const PLAIN = "aceinouyACEINOUY";
const ACCENTED = "àçéîñöûýÀÇÉÎÑÖÛÝ";

export function pseudo(text: string): string {
  const accented = text
    .split(/(\{\w+\})/)
    .map((part) => (part.startsWith("{") ? part : accent(part)))
    .join("");
  return `⟦${accented}${" ~".repeat(Math.ceil(text.length / 5))}⟧`;
}

function accent(part: string): string {
  return Array.from(part, (letter) => ACCENTED[PLAIN.indexOf(letter)] ?? letter).join("");
}
