package io.joblane.models;

import static org.assertj.core.api.Assertions.assertThat;

import java.awt.geom.Line2D;
import java.awt.geom.Point2D;
import java.awt.geom.Rectangle2D;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.w3c.dom.Element;
import org.w3c.dom.Node;

/** The pictures: complete, and nothing on top of anything else. Analysts open them, Operate draws them. */
class DiagramLintTest {

    private static final String LABEL = "label of ";

    static List<ModelFile> processes() {
        return ModelFile.processes();
    }

    static List<ModelFile> decisions() {
        return ModelFile.decisions();
    }

    @ParameterizedTest
    @MethodSource("processes")
    void everyElementIsDrawn(ModelFile file) {
        assertThat(shapes(file).keySet())
                .containsExactlyInAnyOrderElementsOf(
                        ProcessLintTest.byId(ProcessLintTest.flowNodes(file)).keySet());
        assertThat(edges(file).keySet())
                .containsExactlyInAnyOrderElementsOf(
                        ProcessLintTest.byId(file.elements("sequenceFlow")).keySet());
    }

    @ParameterizedTest
    @MethodSource("processes")
    void eventsGatewaysAndNamedFlowsHaveTheirLabelPlaced(ModelFile file) {
        Map<String, Element> flows = ProcessLintTest.byId(file.elements("sequenceFlow"));
        Set<String> labelled = labels(file).keySet();
        for (Element node : ProcessLintTest.flowNodes(file)) {
            if (node.getLocalName().endsWith("Event") || node.getLocalName().endsWith("Gateway")) {
                assertThat(labelled).contains(node.getAttribute("id"));
            }
        }
        flows.values().stream()
                .filter(flow -> !flow.getAttribute("name").isBlank())
                .forEach(flow -> assertThat(labelled).contains(flow.getAttribute("id")));
    }

    @ParameterizedTest
    @MethodSource("processes")
    void subProcessesAreExpandedAndHoldTheirElements(ModelFile file) {
        Map<String, Rectangle2D> shapes = shapes(file);
        for (Element node : ProcessLintTest.flowNodes(file)) {
            Node parent = node.getParentNode();
            if (parent.getLocalName().equals("subProcess")) {
                String outer = ((Element) parent).getAttribute("id");
                assertThat(shapes.get(outer).contains(shapes.get(node.getAttribute("id"))))
                        .as("%s lies in %s", node.getAttribute("id"), outer)
                        .isTrue();
            }
        }
        for (Element shape : file.elements("BPMNShape")) {
            Element node = ProcessLintTest.byId(ProcessLintTest.flowNodes(file)).get(shape.getAttribute("bpmnElement"));
            if (node.getLocalName().equals("subProcess")) {
                assertThat(shape.getAttribute("isExpanded")).isEqualTo("true");
            }
        }
    }

    @ParameterizedTest
    @MethodSource("processes")
    void nothingCoversAnything(ModelFile file) {
        Map<String, Rectangle2D> solid = new LinkedHashMap<>();
        Map<String, Element> nodes = ProcessLintTest.byId(ProcessLintTest.flowNodes(file));
        shapes(file).forEach((id, bounds) -> {
            String kind = nodes.get(id).getLocalName();
            if (!kind.equals("subProcess") && !kind.equals("boundaryEvent")) {
                solid.put(id, bounds);
            }
        });
        labels(file).forEach((id, bounds) -> solid.put(LABEL + id, bounds));
        List<Map.Entry<String, Rectangle2D>> all = new ArrayList<>(solid.entrySet());
        List<String> covered = new ArrayList<>();
        for (int i = 0; i < all.size(); i++) {
            for (int j = i + 1; j < all.size(); j++) {
                String one = all.get(i).getKey();
                String other = all.get(j).getKey();
                // a gateway is a diamond: its own label may lie in a corner of the square around it
                boolean own = other.equals(LABEL + one);
                if (!own && all.get(i).getValue().intersects(all.get(j).getValue())) {
                    covered.add(one + " and " + other);
                }
            }
        }
        assertThat(covered).isEmpty();
    }

    @ParameterizedTest
    @MethodSource("processes")
    void noFlowCrossesAnother(ModelFile file) {
        List<Map.Entry<String, List<Line2D>>> edges =
                new ArrayList<>(edges(file).entrySet());
        List<String> crossings = new ArrayList<>();
        for (int i = 0; i < edges.size(); i++) {
            for (int j = i + 1; j < edges.size(); j++) {
                for (Line2D a : edges.get(i).getValue()) {
                    for (Line2D b : edges.get(j).getValue()) {
                        if (crosses(a, b)) {
                            crossings.add(edges.get(i).getKey() + " and "
                                    + edges.get(j).getKey());
                        }
                    }
                }
            }
        }
        assertThat(crossings).isEmpty();
    }

    @ParameterizedTest
    @MethodSource("processes")
    void noFlowRunsThroughAnElementOrALabel(ModelFile file) {
        Map<String, Element> nodes = ProcessLintTest.byId(ProcessLintTest.flowNodes(file));
        Map<String, Rectangle2D> solid = new LinkedHashMap<>();
        shapes(file).forEach((id, bounds) -> {
            if (!nodes.get(id).getLocalName().equals("subProcess")) {
                solid.put(id, inner(bounds, 1));
            }
        });
        labels(file).forEach((id, bounds) -> solid.put(LABEL + id, inner(bounds, 2)));
        List<String> hits = new ArrayList<>();
        edges(file)
                .forEach((id, lines) -> solid.forEach((other, bounds) -> {
                    if (lines.stream().anyMatch(line -> line.intersects(bounds))) {
                        hits.add(id + " and " + other);
                    }
                }));
        assertThat(hits).isEmpty();
    }

    @ParameterizedTest
    @MethodSource("decisions")
    void everyDecisionIsDrawn(ModelFile file) {
        Set<String> drawn = new HashSet<>();
        file.elements("DMNShape").forEach(shape -> drawn.add(shape.getAttribute("dmnElementRef")));
        file.elements("DMNEdge").forEach(edge -> drawn.add(edge.getAttribute("dmnElementRef")));
        for (String kind : List.of(
                "decision", "inputData", "businessKnowledgeModel", "informationRequirement", "knowledgeRequirement")) {
            for (Element element : file.elements(kind)) {
                assertThat(drawn).contains(element.getAttribute("id"));
            }
        }
    }

    /** A true crossing: each line goes on beyond the other. Flows that part from or join one another do not count. */
    private static boolean crosses(Line2D a, Line2D b) {
        return a.intersectsLine(b)
                && side(a, b.getP1()) * side(a, b.getP2()) < 0
                && side(b, a.getP1()) * side(b, a.getP2()) < 0;
    }

    private static double side(Line2D line, Point2D point) {
        return (line.getX2() - line.getX1()) * (point.getY() - line.getY1())
                - (line.getY2() - line.getY1()) * (point.getX() - line.getX1());
    }

    private static Rectangle2D inner(Rectangle2D bounds, double margin) {
        return new Rectangle2D.Double(
                bounds.getX() + margin,
                bounds.getY() + margin,
                bounds.getWidth() - 2 * margin,
                bounds.getHeight() - 2 * margin);
    }

    private static Map<String, Rectangle2D> shapes(ModelFile file) {
        Map<String, Rectangle2D> shapes = new LinkedHashMap<>();
        for (Element shape : file.elements("BPMNShape")) {
            shapes.put(
                    shape.getAttribute("bpmnElement"),
                    bounds(ModelFile.children(shape, "Bounds").get(0)));
        }
        return shapes;
    }

    private static Map<String, Rectangle2D> labels(ModelFile file) {
        Map<String, Rectangle2D> labels = new LinkedHashMap<>();
        List<Element> owners = new ArrayList<>(file.elements("BPMNShape"));
        owners.addAll(file.elements("BPMNEdge"));
        for (Element owner : owners) {
            for (Element label : ModelFile.children(owner, "BPMNLabel")) {
                for (Element each : ModelFile.children(label, "Bounds")) {
                    labels.put(owner.getAttribute("bpmnElement"), bounds(each));
                }
            }
        }
        return labels;
    }

    private static Map<String, List<Line2D>> edges(ModelFile file) {
        Map<String, List<Line2D>> edges = new LinkedHashMap<>();
        for (Element edge : file.elements("BPMNEdge")) {
            List<Element> points = ModelFile.children(edge, "waypoint");
            List<Line2D> lines = new ArrayList<>();
            for (int i = 1; i < points.size(); i++) {
                lines.add(new Line2D.Double(point(points.get(i - 1)), point(points.get(i))));
            }
            edges.put(edge.getAttribute("bpmnElement"), lines);
        }
        return edges;
    }

    private static Point2D point(Element element) {
        return new Point2D.Double(number(element, "x"), number(element, "y"));
    }

    private static Rectangle2D bounds(Element element) {
        return new Rectangle2D.Double(
                number(element, "x"), number(element, "y"), number(element, "width"), number(element, "height"));
    }

    private static double number(Element element, String attribute) {
        return Double.parseDouble(element.getAttribute(attribute));
    }
}
