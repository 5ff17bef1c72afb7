/** Icons of 24 by 24 units, drawn as strokes. An icon is decoration: the text beside it, or the control's label, names it. */

const PATHS = {
  account: "M12 12a4 4 0 1 0 0-8 4 4 0 0 0 0 8ZM4.5 20c.9-3.6 3.8-5.5 7.5-5.5s6.6 1.9 7.5 5.5",
  alert: "M12 4 2.8 19.5h18.4ZM12 10v4M12 16.8v.2",
  bag: "M5.5 8h13l1 12h-15ZM9 8V7a3 3 0 0 1 6 0v1",
  bell: "M6 16V11a6 6 0 1 1 12 0v5l1.5 2h-15ZM10 20.5a2.2 2.2 0 0 0 4 0",
  card: "M3.5 6.5h17v11h-17ZM3.5 10.5h17M7 14.5h3",
  check: "M5 12.5l4.5 4.5L19 7.5",
  clock: "M12 20.5a8.5 8.5 0 1 0 0-17 8.5 8.5 0 0 0 0 17ZM12 7.5V12l3 2",
  close: "M6 6l12 12M18 6L6 18",
  minus: "M6 12h12",
  offline: "M3 3l18 18M5 10.5a11 11 0 0 1 3.5-2.2M12 7.5c2.7 0 5.1 1.1 7 3M8.5 14a5.5 5.5 0 0 1 5.2-1.3M12 17.8v.2",
  pan: "M4 11h12v3a5 5 0 0 1-5 5H9a5 5 0 0 1-5-5ZM16 12.5l5-2M8 7.5V5M12 7.5V5",
  plus: "M6 12h12M12 6v12",
  receipt: "M6 3.5h12v17l-3-2-3 2-3-2-3 2ZM9 8h6M9 12h6",
  search: "M10.5 17a6.5 6.5 0 1 0 0-13 6.5 6.5 0 0 0 0 13ZM15.5 15.5 20 20",
  sliders:
    "M4 8h9M17 8h3M4 16h3M11 16h9M15 10.2a2.2 2.2 0 1 0 0-4.4 2.2 2.2 0 0 0 0 4.4ZM9 18.2a2.2 2.2 0 1 0 0-4.4 2.2 2.2 0 0 0 0 4.4Z",
  trash: "M5 7h14M10 7V4.5h4V7M7 7l.8 13h8.4L17 7M10.5 11v5M13.5 11v5",
} as const;

export type IconName = keyof typeof PATHS;

export function Icon({ name }: { name: IconName }) {
  return (
    <svg class="icon" viewBox="0 0 24 24" aria-hidden="true">
      <path d={PATHS[name]} />
    </svg>
  );
}
