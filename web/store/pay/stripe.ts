/** Stripe.js, loaded from the provider, as far as this page uses it. https://docs.stripe.com/js */

export interface StripeError {
  type: string;
  message?: string;
}

export interface PaymentElement {
  mount(target: HTMLElement): void;
  destroy(): void;
  on(event: "ready" | "loaderror", listener: () => void): void;
}

export interface Elements {
  create(type: "payment"): PaymentElement;
}

export interface Stripe {
  elements(options: { clientSecret: string; appearance: Appearance }): Elements;
  confirmPayment(options: {
    elements: Elements;
    redirect: "if_required";
    confirmParams: { return_url: string };
  }): Promise<{ error?: StripeError }>;
}

interface Appearance {
  theme: "stripe" | "night";
  variables: Record<string, string>;
}

interface Provider {
  Stripe?: (publishableKey: string, options: { locale: string }) => Stripe;
  trustedTypes?: { createPolicy(name: string, rules: { createScriptURL(url: string): string | null }): unknown };
}

const provider = window as unknown as Provider;
let isGuarded = false;

/** Load the script, and open it with the shop's key. Raises Error if it cannot be loaded. */
export async function openStripe(script: string, publishableKey: string, locale: string): Promise<Stripe> {
  if (!provider.Stripe) await load(script);
  if (!provider.Stripe) throw new Error(`${script} is not Stripe.js`);
  return provider.Stripe(publishableKey, { locale });
}

/** Return the look of the page for the provider's frame, which no style sheet of the page reaches. */
export function appearance(): Appearance {
  const probe = document.body.appendChild(document.createElement("i"));
  const shown = (colour: string) => {
    probe.style.color = colour;
    return getComputedStyle(probe).color;
  };
  const isDark = shown("light-dark(white, black)") === shown("black");
  const variables = {
    colorPrimary: shown("var(--accent)"),
    colorBackground: shown("var(--panel)"),
    colorText: shown("var(--ink)"),
    colorDanger: shown("var(--bad)"),
    borderRadius: "9px",
  };
  probe.remove();
  return { theme: isDark ? "night" : "stripe", variables };
}

function load(url: string): Promise<void> {
  guard(new URL(url, location.href));
  const script = document.createElement("script");
  script.src = url;
  document.head.append(script);
  return new Promise((resolve, reject) => {
    script.addEventListener("load", () => resolve());
    script.addEventListener("error", () => {
      script.remove();
      reject(new Error(`${url} cannot be loaded`));
    });
  });
}

/** Let this page load scripts from the provider only, and create no HTML or code from text (Trusted Types). */
function guard({ protocol, host }: URL): void {
  if (isGuarded) return;
  isGuarded = true;
  const isProvider = (url: URL) => url.protocol === protocol && (url.host === host || url.host.endsWith(`.${host}`));
  provider.trustedTypes?.createPolicy("default", {
    createScriptURL: (url) => (isProvider(new URL(url, location.href)) ? url : null),
  });
}
