/**
 * Connections over OPC UA, with Eclipse Milo's client. {@link org.factfloor.connectivity.opcua.OpcUaProtocol} is the way
 * in.
 *
 * <p>A connector opens a session, creates one subscription, and then reads publish responses itself, one after the other
 * on its own thread: what it has not handed over yet stays at the server, so a full intake slows the source instead of
 * filling memory. Any loss ends the connector; supervision starts a new one with a new client, a new session and a new
 * subscription, so nothing of an old session can be left half alive.
 */
@NullMarked
package org.factfloor.connectivity.opcua;

import org.jspecify.annotations.NullMarked;
