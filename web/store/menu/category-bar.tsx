/** The bar of categories. It marks the category in view. */

import { useLayoutEffect, useRef, useState } from "preact/hooks";
import type { Section } from "./catalog";
import { text } from "./messages";

export function CategoryBar({ sections }: { sections: readonly Section[] }) {
  const bar = useRef<HTMLElement>(null);
  const current = useSectionInView(sections);
  useLayoutEffect(() => {
    const link = bar.current?.querySelector<HTMLElement>("[aria-current]");
    if (bar.current && link) bar.current.scrollTo({ left: link.offsetLeft - bar.current.clientWidth / 3 });
  }, [current]);
  return (
    <nav ref={bar} class="category-bar" aria-label={text.categories()}>
      {sections.map(({ slug, name }) => (
        <a key={slug} href={`#${slug}`} aria-current={slug === current ? "true" : undefined}>
          {name}
        </a>
      ))}
    </nav>
  );
}

/** Return the slug of the first section in the upper part of the window. */
function useSectionInView(sections: readonly Section[]): string | undefined {
  const [current, setCurrent] = useState(sections[0]?.slug);
  const slugs = sections.map(({ slug }) => slug);
  useLayoutEffect(() => {
    const inView = new Set<string>();
    const observer = new IntersectionObserver(
      (entries) => {
        for (const { target, isIntersecting } of entries) {
          const { section = "" } = (target as HTMLElement).dataset;
          if (isIntersecting) inView.add(section);
          else inView.delete(section);
        }
        setCurrent((before) => slugs.find((slug) => inView.has(slug)) ?? before);
      },
      { rootMargin: "-25% 0px -65% 0px" },
    );
    for (const element of document.querySelectorAll("[data-section]")) observer.observe(element);
    return () => observer.disconnect();
  }, [slugs.join()]);
  return current;
}
