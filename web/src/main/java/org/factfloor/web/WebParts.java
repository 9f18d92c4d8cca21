package org.factfloor.web;

import java.time.InstantSource;
import java.util.Optional;
import org.factfloor.connectivity.CertificateTrust;
import org.factfloor.connectivity.Connections;
import org.factfloor.edge.hub.EdgeHub;
import org.factfloor.edge.hub.EdgePort;
import org.factfloor.engine.Engine;
import org.factfloor.history.History;
import org.factfloor.imports.SampleImports;
import org.factfloor.intake.Intake;
import org.factfloor.records.Records;

/**
 * What the web server answers from. All of it belongs to the caller, who closes it after the server.
 *
 * @param edgePort where edge boxes connect; empty where the server does not listen for them
 * @param application told of every new version of the plant model
 * @param made what machines made, to judge rejects by
 * @param version of the product, for people
 */
public record WebParts(Records records, Connections connections, EdgeHub edges,
        Optional<EdgePort> edgePort, Intake intake, History history, Engine engine,
        SampleImports imports, CertificateTrust certificates, PlantApplication application, Backups backups,
        MadePieces made, InstantSource clock,
        String version) {}
