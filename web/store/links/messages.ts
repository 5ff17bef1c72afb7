import { messages } from "../../kit/i18n";

export const text = messages({
  en: {
    incomplete: "This link is incomplete",
    incompleteLead: "Open the link from the mail again. If your mail program broke it over two lines, copy all of it.",
    dead: "This link does not work any more",
    toMenu: "To the menu",
    toAccount: "To your account",
    newLink: "Mail me a new link",
    verifyTitle: "Confirm your email",
    verifyLogIn: "Log in to the account that the mail is about. Then you can confirm that the email is yours.",
    verifyLead: "You are logged in as {name}. Confirm that the email that got the mail belongs to you.",
    verifyButton: "Confirm my email",
    verified: "Your email is confirmed",
    verifiedLead: "Nobody else can use it for an account, and you can choose a new password with it.",
    verifyDead:
      "It was used, a later mail replaced it, it expired, or it belongs to another account than {email}. For a change of the email, ask for the change again in your account.",
    alreadyVerified: "Your email is confirmed already. There is nothing to do.",
    otherLogIn: "Log in with another account",
    taken: "Another account has this email now. Use another one, or log in to that account.",
    resetTitle: "Choose a new password",
    resetLead: "The new password replaces the old one, unlocks the account, and ends all log-ins to it.",
    resetButton: "Save the new password",
    resetDone: "Your password is changed",
    resetDoneLead: "You are logged in as {email}. All other log-ins to the account were ended.",
    resetFrozen: "The account has the new password, but we have locked it. Please contact us.",
    resetDead: "It works for one hour and once, and only the latest one counts. Your password stays as it is.",
    removed:
      "Nobody had confirmed before that this email belongs to the account. So we removed what had been entered in it: {things}.",
    addresses: "addresses",
    paymentMethods: "payment methods",
    telephone: "telephone number",
    firstName: "first name",
    lastName: "last name",
    disownTitle: "Remove an account that is not yours",
    disownLead:
      "Somebody opened an account with your email. If that was not you, remove it. The account is deleted with all that was entered in it, and nobody can log in to it any more.",
    disownKeep: "If the account is yours, do nothing here.",
    disownButton: "Remove the account",
    disowned: "The account is removed",
    disownedLead: "Your email is free again. You can open an account of your own with it at any time.",
    disownDead:
      "The email of the account was confirmed, a later mail replaced the link, or the account does not exist any more. If somebody else uses your email, choose a new password: that ends all log-ins.",
    restoreTitle: "Take your account back",
    restoreLead:
      "The email of your account was changed. If that was not you, take the account back: it gets this email again, all log-ins are ended, the password stops working, and we mail you a link to choose a new one.",
    restoreKeep: "If you changed the email yourself, do nothing here.",
    restoreButton: "Take my account back",
    restored: "Your account has your email again",
    restoredLead: "All log-ins were ended. We have mailed you a link to choose a new password. It works for one hour.",
    restoreDead:
      "It works for seven days and once. If your account has your email again already, choose a new password. If not, please contact us.",
    restoreTaken: "Another confirmed account has this email now. Please contact us.",
  },
  fr: {
    incomplete: "Ce lien est incomplet",
    incompleteLead: "Ouvrez de nouveau le lien du courriel. S’il y est coupé sur deux lignes, copiez-le en entier.",
    dead: "Ce lien ne fonctionne plus",
    toMenu: "Voir le menu",
    toAccount: "Vers votre compte",
    newLink: "M’envoyer un nouveau lien",
    verifyTitle: "Confirmer votre courriel",
    verifyLogIn:
      "Connectez-vous au compte dont parle le courriel. Vous pourrez ensuite confirmer que l’adresse est la vôtre.",
    verifyLead:
      "Vous êtes connecté en tant que {name}. Confirmez que l’adresse qui a reçu le courriel vous appartient.",
    verifyButton: "Confirmer mon courriel",
    verified: "Votre courriel est confirmé",
    verifiedLead:
      "Personne d’autre ne peut l’utiliser pour un compte, et il vous permet de choisir un nouveau mot de passe.",
    verifyDead:
      "Il a été utilisé, un courriel plus récent l’a remplacé, il a expiré, ou il appartient à un autre compte que {email}. Pour changer de courriel, redemandez le changement dans votre compte.",
    alreadyVerified: "Votre courriel est déjà confirmé. Il n’y a rien à faire.",
    otherLogIn: "Se connecter avec un autre compte",
    taken: "Un autre compte utilise maintenant ce courriel. Choisissez-en un autre, ou connectez-vous à ce compte.",
    resetTitle: "Choisir un nouveau mot de passe",
    resetLead: "Le nouveau mot de passe remplace l’ancien, déverrouille le compte et met fin à toutes ses connexions.",
    resetButton: "Enregistrer le nouveau mot de passe",
    resetDone: "Votre mot de passe est changé",
    resetDoneLead: "Vous êtes connecté en tant que {email}. Toutes les autres connexions au compte ont pris fin.",
    resetFrozen: "Le compte a le nouveau mot de passe, mais nous l’avons verrouillé. Veuillez nous contacter.",
    resetDead:
      "Il est valable une heure et une seule fois, et seul le plus récent compte. Votre mot de passe reste inchangé.",
    removed:
      "Personne n’avait encore confirmé que ce courriel appartient au compte. Nous avons donc supprimé ce qui y avait été saisi : {things}.",
    addresses: "adresses",
    paymentMethods: "moyens de paiement",
    telephone: "numéro de téléphone",
    firstName: "prénom",
    lastName: "nom",
    disownTitle: "Supprimer un compte qui n’est pas le vôtre",
    disownLead:
      "Quelqu’un a créé un compte avec votre courriel. Si ce n’était pas vous, supprimez-le. Le compte est effacé avec tout ce qui y a été saisi, et personne ne peut plus s’y connecter.",
    disownKeep: "Si le compte est le vôtre, ne faites rien ici.",
    disownButton: "Supprimer le compte",
    disowned: "Le compte est supprimé",
    disownedLead: "Votre courriel est de nouveau libre. Vous pouvez créer votre propre compte à tout moment.",
    disownDead:
      "Le courriel du compte a été confirmé, un courriel plus récent a remplacé le lien, ou le compte n’existe plus. Si quelqu’un d’autre utilise votre courriel, choisissez un nouveau mot de passe : cela met fin à toutes les connexions.",
    restoreTitle: "Reprendre votre compte",
    restoreLead:
      "Le courriel de votre compte a été changé. Si ce n’était pas vous, reprenez le compte : il retrouve ce courriel, toutes les connexions prennent fin, le mot de passe ne fonctionne plus, et nous vous envoyons un lien pour en choisir un nouveau.",
    restoreKeep: "Si vous avez changé le courriel vous-même, ne faites rien ici.",
    restoreButton: "Reprendre mon compte",
    restored: "Votre compte a retrouvé votre courriel",
    restoredLead:
      "Toutes les connexions ont pris fin. Nous vous avons envoyé un lien pour choisir un nouveau mot de passe. Il est valable une heure.",
    restoreDead:
      "Il est valable sept jours et une seule fois. Si votre compte a déjà retrouvé votre courriel, choisissez un nouveau mot de passe. Sinon, veuillez nous contacter.",
    restoreTaken: "Un autre compte confirmé utilise maintenant ce courriel. Veuillez nous contacter.",
  },
});
