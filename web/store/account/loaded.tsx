import { useSignal } from "@preact/signals";
import type { ComponentChildren } from "preact";
import { useEffect } from "preact/hooks";
import { ErrorPanel } from "../../kit/error-panel";
import { Skeleton } from "../../kit/skeleton";
import { me } from "../shop";
import { text } from "./messages";

/** Something that is read from the API. After a new log-in it is read again. */
export interface Loaded<Value> {
  readonly value: Value | null;
  readonly problem: unknown;
  /** Read it again. The last value stays until the next one is here. */
  readonly reload: () => Promise<void>;
}

export function useLoaded<Value>(load: () => Promise<Value>): Loaded<Value> {
  const value = useSignal<Value | null>(null);
  const problem = useSignal<unknown>(null);
  const isHere = me.value.kind === "customer";
  const reload = async () => {
    try {
      value.value = await load();
      problem.value = null;
    } catch (met) {
      problem.value = met;
    }
  };
  useEffect(() => {
    if (isHere) void reload();
  }, [isHere]);
  return { value: value.value, problem: problem.value, reload };
}

/** Shows what was loaded, or why it was not. */
export function Show<Value>({
  loaded,
  children,
}: {
  loaded: Loaded<Value>;
  children: (value: Value) => ComponentChildren;
}) {
  const { value, problem, reload } = loaded;
  return (
    <>
      {problem !== null && <ErrorPanel problem={problem} retry={() => void reload()} />}
      {value !== null ? children(value) : problem === null && <Skeleton label={text.loading()} />}
    </>
  );
}

/** Read a list to its end. */
export async function all<Item>(list: AsyncIterable<Item>): Promise<Item[]> {
  const items: Item[] = [];
  for await (const item of list) items.push(item);
  return items;
}
