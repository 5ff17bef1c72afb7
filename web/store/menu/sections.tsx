/** The products of the menu, by category. */

import { useLayoutEffect, useRef, useState } from "preact/hooks";
import { Card, EmptyCard } from "./card";
import type { Section } from "./catalog";
import { CHUNK, chunksOf, whenNeeded } from "./chunks";
import type { MenuProduct } from "./types";

/** Chunks at the top that are rendered with the page. */
const FIRST = 2;

/** Pictures at the top that are loaded with the page. */
const EAGER = 2;

export function Sections({ sections }: { sections: readonly Section[] }) {
  let chunks = 0;
  return (
    <>
      {sections.map((section, place) => {
        const first = chunks;
        chunks += Math.ceil(section.products.length / CHUNK);
        return <OneSection key={section.id} section={section} isFirst={place === 0} chunk={first} />;
      })}
    </>
  );
}

function OneSection({ section, isFirst, chunk }: { section: Section; isFirst: boolean; chunk: number }) {
  return (
    <section class="menu-section" aria-labelledby={section.slug} data-section={section.slug}>
      <h2 id={section.slug}>{section.name}</h2>
      {section.description && <p class="quiet">{section.description}</p>}
      {chunksOf(section.products).map((products, place) => (
        <Chunk
          key={products[0]?.id}
          id={`${section.id}-${place}`}
          products={products}
          atOnce={chunk + place < FIRST}
          eager={isFirst && place === 0 ? EAGER : 0}
        />
      ))}
    </section>
  );
}

interface ChunkProps {
  id: string;
  products: readonly MenuProduct[];
  atOnce: boolean;
  eager: number;
}

function Chunk({ id, products, atOnce, eager }: ChunkProps) {
  const [isShown, show] = useState(atOnce);
  const list = useRef<HTMLUListElement>(null);
  useLayoutEffect(() => {
    if (!isShown && list.current) return whenNeeded(list.current, () => show(true));
  }, [isShown]);
  // The style sheet knows the likely height of a full chunk, and lays it out only near the window.
  const isWhole = products.length === CHUNK;
  return (
    <ul ref={list} id={id} class={isWhole ? "cards whole" : "cards"}>
      {isShown && products.map((product, place) => <Card key={product.id} product={product} eager={place < eager} />)}
      {!isShown && !isWhole && products.map((product) => <EmptyCard key={product.id} />)}
    </ul>
  );
}
