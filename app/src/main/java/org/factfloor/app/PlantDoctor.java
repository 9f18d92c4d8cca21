package org.factfloor.app;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.List;
import java.util.Locale;
import org.factfloor.app.backup.Doctor;
import org.factfloor.app.backup.Doctor.Finding;

/** Looks through the folder of a running server, for a command: {@code {"do":"doctor","deep":true}}. */
final class PlantDoctor implements ControlSocket.Handler {

    private final Doctor.Subject subject;

    PlantDoctor(Doctor.Subject subject) {
        this.subject = subject;
    }

    @Override
    public ObjectNode handle(JsonNode request, ControlSocket.Listener listener) {
        return answer(Doctor.examine(subject, request.path("deep").asBoolean(), listener::progress));
    }

    /** The findings as an answer. */
    static ObjectNode answer(List<Finding> findings) {
        ObjectNode answer = ControlClient.request("doctor");
        ArrayNode list = answer.putArray("findings");
        findings.forEach(finding -> list.addObject().put("level", finding.level().name().toLowerCase(Locale.ROOT))
                .put("part", finding.part()).put("text", finding.text()));
        return answer;
    }
}
