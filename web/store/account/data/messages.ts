import { messages } from "../../../kit/i18n";

export const text = messages({
  en: {
    exportTitle: "A copy of your data",
    exportLead:
      "One file (JSON) with all that we store about you: profile, addresses, payment methods, points, devices, mails, and each order.",
    download: "Download my data",
    downloaded: "Your data is downloaded as {file}.",
    eraseTitle: "Delete the account",
    eraseLead:
      "This deletes the account with everything in it: profile, addresses, payment methods and points. It cannot be undone.",
    eraseStays:
      "Your orders stay in the books of the shop without your name, telephone number, email and notes. Nobody can tell any more that they were yours.",
    start: "Delete the account…",
    password: "Your password",
    erase: "Delete my account for good",
    openOrders:
      "You have an order that is not finished. Wait until you have collected it, or cancel it. Then delete the account.",
    toOrders: "To your orders",
    lastAdmin: "You are the only admin of the shop. Make somebody else an admin first.",
    continueErasure: "There is more to delete than one step can do. Send it again: it continues.",
    erased: "Your account is deleted",
  },
  fr: {
    exportTitle: "Une copie de vos données",
    exportLead:
      "Un fichier (JSON) avec tout ce que nous enregistrons sur vous : profil, adresses, moyens de paiement, points, appareils, courriels et chaque commande.",
    download: "Télécharger mes données",
    downloaded: "Vos données sont téléchargées sous {file}.",
    eraseTitle: "Supprimer le compte",
    eraseLead:
      "Ceci supprime le compte avec tout ce qu’il contient : profil, adresses, moyens de paiement et points. C’est irréversible.",
    eraseStays:
      "Vos commandes restent dans les comptes de la boutique sans votre nom, votre téléphone, votre courriel ni vos notes. Plus personne ne peut voir qu’elles étaient les vôtres.",
    start: "Supprimer le compte…",
    password: "Votre mot de passe",
    erase: "Supprimer définitivement mon compte",
    openOrders:
      "Une de vos commandes n’est pas terminée. Attendez de l’avoir récupérée, ou annulez-la. Supprimez ensuite le compte.",
    toOrders: "Vers vos commandes",
    lastAdmin: "Vous êtes le seul administrateur de la boutique. Nommez-en d’abord un autre.",
    continueErasure: "Il y a plus à supprimer qu’une étape ne peut faire. Recommencez : la suppression continue.",
    erased: "Votre compte est supprimé",
  },
});
