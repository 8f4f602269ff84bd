package io.joblane.models;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import javax.xml.parsers.DocumentBuilderFactory;
import javax.xml.parsers.ParserConfigurationException;
import org.w3c.dom.Document;
import org.w3c.dom.Element;
import org.w3c.dom.Node;
import org.w3c.dom.NodeList;
import org.xml.sax.SAXException;

/** A model as plain XML: what a lint needs, including what the engine's parser ignores (labels, pictures). */
record ModelFile(Path path, Document xml) {

    static final Path BPMN = Path.of("bpmn");
    static final Path DMN = Path.of("dmn");

    static List<ModelFile> processes() {
        return all(BPMN, ".bpmn");
    }

    static List<ModelFile> decisions() {
        return all(DMN, ".dmn");
    }

    private static List<ModelFile> all(Path folder, String suffix) {
        try (Stream<Path> files = Files.list(folder)) {
            return files.filter(file -> file.toString().endsWith(suffix))
                    .sorted()
                    .map(ModelFile::read)
                    .toList();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    static ModelFile read(Path path) {
        try {
            DocumentBuilderFactory factory = DocumentBuilderFactory.newInstance();
            factory.setNamespaceAware(true);
            return new ModelFile(path, factory.newDocumentBuilder().parse(path.toFile()));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (ParserConfigurationException | SAXException e) {
            throw new IllegalArgumentException(path + " is not well-formed", e);
        }
    }

    /** The name of the file without its ending, which is the id of what it holds. */
    String baseName() {
        String name = path.getFileName().toString();
        return name.substring(0, name.lastIndexOf('.'));
    }

    List<Element> elements(String localName) {
        return list(xml.getElementsByTagNameNS("*", localName));
    }

    static List<Element> within(Element parent, String localName) {
        return list(parent.getElementsByTagNameNS("*", localName));
    }

    static List<Element> children(Element parent) {
        return list(parent.getChildNodes());
    }

    static List<Element> children(Element parent, String localName) {
        return children(parent).stream()
                .filter(child -> child.getLocalName().equals(localName))
                .toList();
    }

    /** The element's own extension of that name, not one of an element nested in it. */
    static Optional<Element> extension(Element element, String localName) {
        return extensions(element, localName).stream().findFirst();
    }

    static List<Element> extensions(Element element, String localName) {
        return children(element, "extensionElements").stream()
                .flatMap(extensions -> within(extensions, localName).stream())
                .toList();
    }

    private static List<Element> list(NodeList nodes) {
        List<Element> elements = new ArrayList<>();
        for (int i = 0; i < nodes.getLength(); i++) {
            if (nodes.item(i).getNodeType() == Node.ELEMENT_NODE) {
                elements.add((Element) nodes.item(i));
            }
        }
        return elements;
    }

    @Override
    public String toString() {
        return path.getFileName().toString();
    }
}
