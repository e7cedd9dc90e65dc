// The Function App on Flex Consumption, and the authentication in front of it.

param name string
param location string
param tags object
param identityId string
param identityClientId string
param hostStorageName string
param packagesUrl string
param tableEndpoint string
param serviceBusHostName string
param insightsConnectionString string
param customerKeySecretUri string

@description('The application (client) id of the app registration whose tokens are accepted.')
param authClientId string

@description('Where links in messages lead; empty for the name that the app is given.')
param publicAddress string

@description('The gateway that mails, texts or prints.')
param deliverTo string

param caseEvents bool
param maximumInstances int

@allowed([512, 2048, 4096])
param instanceMemory int

@description('Of the network of its own; empty without one.')
param subnetId string

var ownAddress = 'https://${name}.azurewebsites.net/'

resource plan 'Microsoft.Web/serverfarms@2024-04-01' = {
  name: '${name}-plan'
  location: location
  tags: tags
  kind: 'functionapp'
  sku: {
    tier: 'FlexConsumption'
    name: 'FC1'
  }
  properties: {
    reserved: true
  }
}

resource app 'Microsoft.Web/sites@2024-04-01' = {
  name: name
  location: location
  tags: union(tags, {
    'azd-service-name': 'functions'
  })
  kind: 'functionapp,linux'
  identity: {
    type: 'UserAssigned'
    userAssignedIdentities: {
      '${identityId}': {}
    }
  }
  properties: {
    serverFarmId: plan.id
    httpsOnly: true
    keyVaultReferenceIdentity: identityId
    virtualNetworkSubnetId: empty(subnetId) ? null : subnetId
    functionAppConfig: {
      deployment: {
        storage: {
          type: 'blobContainer'
          value: packagesUrl
          authentication: {
            type: 'UserAssignedIdentity'
            userAssignedIdentityResourceId: identityId
          }
        }
      }
      runtime: {
        name: 'dotnet-isolated'
        version: '10.0'
      }
      scaleAndConcurrency: {
        maximumInstanceCount: maximumInstances
        instanceMemoryMB: instanceMemory
      }
    }
    siteConfig: {
      minTlsVersion: '1.2'
      appSettings: [
        {
          name: 'AzureWebJobsStorage__accountName'
          value: hostStorageName
        }
        {
          name: 'AzureWebJobsStorage__credential'
          value: 'managedidentity'
        }
        {
          name: 'AzureWebJobsStorage__clientId'
          value: identityClientId
        }
        {
          name: 'ServiceBus__fullyQualifiedNamespace'
          value: serviceBusHostName
        }
        {
          name: 'ServiceBus__credential'
          value: 'managedidentity'
        }
        {
          name: 'ServiceBus__clientId'
          value: identityClientId
        }
        {
          name: 'Storage__tableServiceUri'
          value: tableEndpoint
        }
        {
          name: 'AZURE_CLIENT_ID'
          value: identityClientId
        }
        {
          name: 'AZURE_TOKEN_CREDENTIALS'
          value: 'ManagedIdentityCredential'
        }
        {
          name: 'APPLICATIONINSIGHTS_CONNECTION_STRING'
          value: insightsConnectionString
        }
        {
          name: 'APPLICATIONINSIGHTS_AUTHENTICATION_STRING'
          value: 'ClientId=${identityClientId};Authorization=AAD'
        }
        {
          name: 'Pipeline__publicAddress'
          value: empty(publicAddress) ? ownAddress : publicAddress
        }
        {
          name: 'Pipeline__deliverTo'
          value: deliverTo
        }
        {
          name: 'Pipeline__caseEvents'
          value: caseEvents ? 'true' : 'false'
        }
        {
          name: 'Pipeline__customerKeySecret'
          value: '@Microsoft.KeyVault(SecretUri=${customerKeySecretUri})'
        }
      ]
    }
  }
}

// Without it the app believes nobody (Functions/Console/EasyAuthPrincipals.cs). Only the health check is open.
resource authentication 'Microsoft.Web/sites/config@2024-04-01' = {
  parent: app
  name: 'authsettingsV2'
  properties: {
    platform: {
      enabled: true
    }
    globalValidation: {
      requireAuthentication: true
      unauthenticatedClientAction: 'Return401'
      excludedPaths: [
        '/api/health'
      ]
    }
    httpSettings: {
      requireHttps: true
    }
    identityProviders: {
      azureActiveDirectory: {
        enabled: true
        registration: {
          clientId: authClientId
          openIdIssuer: '${environment().authentication.loginEndpoint}${tenant().tenantId}/v2.0'
        }
        validation: {
          allowedAudiences: [
            authClientId
            'api://${authClientId}'
          ]
        }
      }
    }
    login: {
      tokenStore: {
        enabled: false
      }
    }
  }
}

output name string = app.name
output address string = 'https://${app.properties.defaultHostName}/'
