import { messages } from "../../kit/i18n";

export const text = messages({
  en: {
    bank: "Your bank is still working on the payment. This page goes on by itself.",
    card: "Card",
    anotherCard: "{reason} Try another card.",
    declined: "The payment did not work. Try again, or use another card.",
    logIn: "Log in",
    missing: "We cannot find this order. It may belong to an account that you are not logged in to.",
    missingMail: "The mail about an order has a link to it, too.",
    notPayable:
      "This order cannot be paid by card, for example because the amount is too small. Cancel it, and order again for payment at the counter.",
    over: "The time to pay this order is over. If you have not paid, nothing is charged, and you can order again.",
    pay: "Pay {total}",
    reserved: "Order {number}, reserved until {time}",
    scriptFailed:
      "The form for your card cannot be loaded. Check your connection, and switch off blockers for this page.",
    title: "Pay by card",
    toOrder: "To the order",
    tryAgain: "Try again",
    unavailable: {
      one: "Card payments do not work at the moment. This page tries again in {count} second. Nothing was charged.",
      other: "Card payments do not work at the moment. This page tries again in {count} seconds. Nothing was charged.",
    },
  },
  fr: {
    bank: "Votre banque traite encore le paiement. Cette page continue toute seule.",
    card: "Carte",
    anotherCard: "{reason} Essayez une autre carte.",
    declined: "Le paiement n’a pas abouti. Réessayez, ou utilisez une autre carte.",
    logIn: "Se connecter",
    missing:
      "Nous ne trouvons pas cette commande. Elle appartient peut-être à un compte auquel vous n’êtes pas connecté.",
    missingMail: "Le courriel de la commande contient aussi un lien vers elle.",
    notPayable:
      "Cette commande ne peut pas être payée par carte, par exemple parce que le montant est trop petit. Annulez-la, et commandez de nouveau en payant au comptoir.",
    over: "Le temps pour payer cette commande est écoulé. Si vous n’avez pas payé, rien n’est débité, et vous pouvez commander de nouveau.",
    pay: "Payer {total}",
    reserved: "Commande {number}, réservée jusqu’à {time}",
    scriptFailed:
      "Le formulaire de carte ne peut pas être chargé. Vérifiez votre connexion, et désactivez les bloqueurs pour cette page.",
    title: "Payer par carte",
    toOrder: "Voir la commande",
    tryAgain: "Réessayer",
    unavailable: {
      one: "Les paiements par carte ne fonctionnent pas en ce moment. Cette page réessaie dans {count} seconde. Rien n’a été débité.",
      other:
        "Les paiements par carte ne fonctionnent pas en ce moment. Cette page réessaie dans {count} secondes. Rien n’a été débité.",
    },
  },
});
