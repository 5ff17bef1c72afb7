/** The screens of accounts and of links in mail. They share most of their code, so they are one part. */
import "../common";

export { default as DisownAccount } from "../links/disown-account-screen";
export { default as ForgotPassword } from "../links/forgot-password-screen";
export { default as ResetPassword } from "../links/reset-password-screen";
export { default as RestoreEmail } from "../links/restore-email-screen";
export { default as VerifyEmail } from "../links/verify-email-screen";
export { default as Addresses } from "./addresses/addresses-screen";
export { default as Data } from "./data/data-screen";
export { default as PaymentMethods } from "./payment/payment-methods-screen";
export { default as Points } from "./points/points-screen";
export { default as Profile } from "./profile/profile-screen";
export { default as Sessions } from "./sessions/sessions-screen";
export { default as LogIn } from "./signin/log-in-screen";
export { default as Register } from "./signin/register-screen";
