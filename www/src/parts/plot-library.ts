// What is used of Observable Plot: a chunk of its own.
export { axisX, barX, cellX, gridX, gridY, plot, rect, ruleX, text } from '@observablehq/plot'
