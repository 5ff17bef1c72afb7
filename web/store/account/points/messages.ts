import { messages } from "../../../kit/i18n";

export const text = messages({
  en: {
    balance: { one: "{count} point", other: "{count} points" },
    balanceLead: "You can redeem them in the shop.",
    lifetime: "Earned so far",
    redeemed: "Redeemed so far",
    ledger: "History",
    none: "You have no points yet. Here you will see every point that you earn and redeem.",
    date: "Date",
    reason: "Reason",
    points: "Points",
  },
  fr: {
    balance: { one: "{count} point", other: "{count} points" },
    balanceLead: "Vous pouvez les utiliser dans la boutique.",
    lifetime: "Reçus jusqu’ici",
    redeemed: "Utilisés jusqu’ici",
    ledger: "Historique",
    none: "Vous n’avez pas encore de points. Vous verrez ici chaque point reçu et utilisé.",
    date: "Date",
    reason: "Motif",
    points: "Points",
  },
});
