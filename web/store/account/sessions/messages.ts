import { messages } from "../../../kit/i18n";

export const text = messages({
  en: {
    lead: "You are logged in on these devices. End a log-in that you do not know, and choose a new password.",
    browserOnSystem: "{browser} on {system}",
    unknownDevice: "Unknown device",
    current: "This device",
    since: "Logged in on {date}",
    lastUsed: "Last used {date}",
    end: "Log out",
    endNamed: "Log out {device}",
    ended: "{device} is logged out.",
    changePassword: "Change the password",
  },
  fr: {
    lead: "Vous êtes connecté sur ces appareils. Mettez fin à une connexion inconnue et choisissez un nouveau mot de passe.",
    browserOnSystem: "{browser} sur {system}",
    unknownDevice: "Appareil inconnu",
    current: "Cet appareil",
    since: "Connecté le {date}",
    lastUsed: "Utilisé en dernier le {date}",
    end: "Déconnecter",
    endNamed: "Déconnecter {device}",
    ended: "{device} : déconnecté.",
    changePassword: "Changer de mot de passe",
  },
});
