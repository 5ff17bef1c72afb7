import { messages } from "./i18n";

export const text = messages({
  en: {
    busy: "Please wait",
    close: "Close",
    dismiss: "Dismiss",
    failed: "Something went wrong in the shop. Please try again in a moment.",
    less: "One less: {label}",
    loading: "Loading",
    more: "One more: {label}",
    noAnswer: "The shop does not answer. Check your connection and try again.",
    notAnEmail: "Enter an email address like name@example.com.",
    notFound: "We could not find that.",
    offline: "You are offline. Connect to the internet and try again.",
    optional: "(optional)",
    reference: "If it happens again, give the shop this number: {reference}",
    required: "Fill in this field.",
    sessionEnded: "You are no longer logged in. Please log in again.",
    tooManyRequests: "That was too often in a short time. Wait a moment and try again.",
    tooShort: { one: "Use at least {count} character.", other: "Use at least {count} characters." },
    tryAgain: "Try again",
    undo: "Undo",
  },
  fr: async () => (await import("./messages.fr")).fr,
});
