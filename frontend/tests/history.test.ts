import { expect, it } from "vitest";
import { begun, done, redone, undone } from "../src/state/history";

it("goes back and forth", () => {
  const two = done(done(begun(0), 1), 2);
  expect(undone(two).now).toBe(1);
  expect(undone(undone(two)).now).toBe(0);
  expect(redone(undone(two))).toEqual(two);
});

it("stays where there is nothing to go to", () => {
  const one = begun(0);
  expect(undone(one)).toBe(one);
  expect(redone(one)).toBe(one);
});

it("forgets what was undone when something new is done", () => {
  expect(redone(done(undone(done(begun(0), 1)), 5)).now).toBe(5);
});

it("keeps no more than some steps", () => {
  let found = begun(0);
  for (let step = 1; step <= 500; step += 1) found = done(found, step);
  expect(found.past).toHaveLength(200);
  expect(found.past[0]).toBe(300);
});
