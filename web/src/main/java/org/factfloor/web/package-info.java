/**
 * The way people and programs come in: the HTTP API under {@code /api/v1}, live values over a WebSocket, and the pages of
 * the browser application.
 *
 * <p>Way in: {@link org.factfloor.web.WebServer}. It answers from records, history, live board and supervision, and
 * changes the plant only by new versions of the plant model. It computes no facts.
 */
@NullMarked
package org.factfloor.web;

import org.jspecify.annotations.NullMarked;
