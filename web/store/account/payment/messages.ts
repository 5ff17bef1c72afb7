import { messages } from "../../../kit/i18n";

export const text = messages({
  en: {
    lead: "These are the cards that payment apps of the shop have saved for you. We have only the brand and the last four digits: the payment provider keeps the number.",
    none: "No card is saved.",
    how: "You enter your card when you pay an order, in the form of the payment provider. This page never asks for a card number.",
    card: "{brand} ending in {last4}",
    expires: "Valid until {month}",
    expired: "Expired",
    makeDefault: "Make it the default",
    isDefault: "Default",
    removed: "The card is removed.",
    removeTitle: "Remove this card?",
    keep: "Keep it",
  },
  fr: {
    lead: "Voici les cartes que les applications de paiement de la boutique ont enregistrées pour vous. Nous n’avons que la marque et les quatre derniers chiffres : le prestataire de paiement garde le numéro.",
    none: "Aucune carte n’est enregistrée.",
    how: "Vous saisissez votre carte au moment de payer, dans le formulaire du prestataire de paiement. Cette page ne demande jamais de numéro de carte.",
    card: "{brand} se terminant par {last4}",
    expires: "Valable jusqu’en {month}",
    expired: "Expirée",
    makeDefault: "Définir par défaut",
    isDefault: "Par défaut",
    removed: "La carte est supprimée.",
    removeTitle: "Supprimer cette carte ?",
    keep: "La garder",
  },
});
