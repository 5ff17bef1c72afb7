import { messages } from "../../kit/i18n";

export const text = messages({
  en: {
    account: "Account",
    always: "Always open",
    closed: "closed",
    closedFromTo: "Closed from {from} to {to}",
    closedOn: "Closed on {day}",
    hours: "Opening hours",
    links: "More",
    menu: "Menu",
    orders: "Your orders",
    taxNumber: "Tax number {number}",
  },
  fr: {
    account: "Compte",
    always: "Toujours ouvert",
    closed: "fermé",
    closedFromTo: "Fermé du {from} au {to}",
    closedOn: "Fermé le {day}",
    hours: "Heures d’ouverture",
    links: "Liens",
    menu: "Menu",
    orders: "Vos commandes",
    taxNumber: "Numéro de taxe {number}",
  },
});
