// The data of the stand-alone file, and the answers that it carries.
import { Carried } from "./carried.js";

const raw = JSON.parse(globalThis.fanoutUnpack("data"));

globalThis.fanoutAlone = { raw, carried: (data) => new Carried(data, data.meta.carried) };
