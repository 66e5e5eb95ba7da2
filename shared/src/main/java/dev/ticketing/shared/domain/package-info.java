/** What the pure rules of every context are written with. Nothing here touches the world or Vert.x. */
package dev.ticketing.shared.domain;
