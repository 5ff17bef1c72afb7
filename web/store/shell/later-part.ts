/** The parts of the frame that are loaded once the first screen is there. Without them, the pages work as before. */
import { part } from "../../kit/part";

export const laterPart = part(() => import("./later"));
