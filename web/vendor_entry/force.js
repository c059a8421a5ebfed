// What the workbench uses to lay out a result of some dozens of things: deterministic, run to its end before anything is drawn.
export { forceCollide, forceLink, forceManyBody, forceSimulation, forceX, forceY } from "d3-force";
