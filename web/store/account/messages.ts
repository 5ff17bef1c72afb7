import { messages } from "../../kit/i18n";

export const text = messages({
  en: {
    title: "Your account",
    sections: "Parts of your account",
    profile: "Profile",
    orders: "Orders",
    addresses: "Addresses",
    paymentMethods: "Payment methods",
    points: "Points",
    sessions: "Devices",
    data: "Your data",
    loading: "Your account is loading",
    tooMany: {
      one: "Too many attempts. Try again in {count} minute.",
      other: "Too many attempts. Try again in {count} minutes.",
    },
    tooManySoon: {
      one: "Too many attempts. Try again in {count} second.",
      other: "Too many attempts. Try again in {count} seconds.",
    },
    wrongPassword: "This password is wrong. After five wrong passwords, this log-in ends.",
    save: "Save",
    remove: "Remove",
    showMore: "Show more",
    loggedOut: "You are logged out",
  },
  fr: {
    title: "Votre compte",
    sections: "Parties de votre compte",
    profile: "Profil",
    orders: "Commandes",
    addresses: "Adresses",
    paymentMethods: "Moyens de paiement",
    points: "Points",
    sessions: "Appareils",
    data: "Vos données",
    loading: "Votre compte se charge",
    tooMany: {
      one: "Trop de tentatives. Réessayez dans {count} minute.",
      other: "Trop de tentatives. Réessayez dans {count} minutes.",
    },
    tooManySoon: {
      one: "Trop de tentatives. Réessayez dans {count} seconde.",
      other: "Trop de tentatives. Réessayez dans {count} secondes.",
    },
    wrongPassword: "Ce mot de passe est erroné. Après cinq mots de passe erronés, cette connexion prend fin.",
    save: "Enregistrer",
    remove: "Supprimer",
    showMore: "Afficher plus",
    loggedOut: "Vous êtes déconnecté",
  },
});
