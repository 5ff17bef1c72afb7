export interface Conflict<Name extends string> {
  readonly name: Name;
  readonly theirs: string;
  readonly mine: string;
}

export interface Merged<Name extends string> {
  /** What to send: the fields that only this person changed. */
  readonly changes: Partial<Record<Name, string>>;
  /** Fields that somebody else changed, and this person did not. */
  readonly elsewhere: readonly Name[];
  /** Fields that both changed, to different values. */
  readonly conflicts: readonly Conflict<Name>[];
}

type Values<Name extends string> = Readonly<Record<Name, string>>;

/** Merge three states of a form: as it was read, as it is stored now, and as it was typed. */
export function merge<Name extends string>(base: Values<Name>, theirs: Values<Name>, mine: Values<Name>): Merged<Name> {
  const changes: Partial<Record<Name, string>> = {};
  const elsewhere: Name[] = [];
  const conflicts: Conflict<Name>[] = [];
  for (const name of Object.keys(base) as Name[]) {
    if (mine[name] === theirs[name]) continue;
    if (mine[name] === base[name]) elsewhere.push(name);
    else if (theirs[name] === base[name]) changes[name] = mine[name];
    else conflicts.push({ name, theirs: theirs[name], mine: mine[name] });
  }
  return { changes, elsewhere, conflicts };
}
