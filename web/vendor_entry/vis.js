// What our pages use of vis-network: the esnext build, which injects no styles and so passes a strict CSP.
export { Network } from "vis-network/esnext";
export { DataSet } from "vis-data/esnext";
