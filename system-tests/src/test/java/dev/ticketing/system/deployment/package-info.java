/**
 * What is deployed, held against what it deploys: manifests as {@code kubectl kustomize} renders them, Compose's file and
 * Skaffold's, against one another and against the settings, ports, probes and routes that the services have.
 */
package dev.ticketing.system.deployment;
